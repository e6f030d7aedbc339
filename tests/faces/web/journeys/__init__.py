"""Each journey of a person through the web app, in Debian's Chromium; this is the list of where each is tried."""
