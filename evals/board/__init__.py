"""The board of a busy desk: how soon a new post is drawn, what that costs, and what every page of the app transfers."""
