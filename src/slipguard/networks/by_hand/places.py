"""The networks that are watched by hand, and how their addresses read.

The forms of addresses and the ways to delete are general knowledge of November 2026, tried on none of these
networks: they change without notice. A wrong one costs a person a moment; it never makes a post "gone".
"""

from __future__ import annotations

from dataclasses import dataclass

PERSON = r"(?P<owner>[\w.@%-]+)"


@dataclass(frozen=True, slots=True)
class Place:
    """One network: its hosts, its posts' paths (owner and key as groups), and how a person deletes there."""

    name: str
    title: str
    hosts: tuple[str, ...]  # the first one is how an address is written here
    posts: tuple[str, ...]  # full matches of a path
    profile: str  # a path with {handle}
    manual_delete: str
    limit: int
    query: tuple[str, ...] = ()  # parameters that belong to a post's name
    walls: tuple[str, ...] = ()  # beginnings of paths that ask a stranger to sign in


PLACES = (
    Place(
        "facebook", "Facebook Page", ("www.facebook.com", "facebook.com", "m.facebook.com", "fb.com"),
        (rf"/{PERSON}/(?:posts|videos|photos|reel)/(?:[^/]+/)?(?P<key>[\w.-]+)/?", r"/reel/(?P<key>\d+)/?",
         r"/(?P<key>permalink\.php|story\.php|photo\.php|photo|watch)/?"),
        "/{handle}",
        "Open the post as the Page, choose the three dots, then Move to bin or Delete post; empty the bin, too.",
        63206, ("story_fbid", "id", "fbid", "v"), ("/login", "/checkpoint"),
    ),
    Place(
        "instagram", "Instagram", ("www.instagram.com", "instagram.com"),
        (r"/(?:p|reel|reels|tv)/(?P<key>[\w-]+)/?", rf"/{PERSON}/(?:p|reel)/(?P<key>[\w-]+)/?",
         rf"/stories/{PERSON}/(?P<key>\d+)/?"),
        "/{handle}/",
        "Open the post in the app, choose the three dots, then Delete; a carousel goes only whole.",
        2200, (), ("/accounts/login", "/challenge"),
    ),
    Place(
        "threads", "Threads", ("www.threads.com", "threads.com", "www.threads.net", "threads.net"),
        (rf"/@{PERSON}/post/(?P<key>[\w-]+)/?", r"/t/(?P<key>[\w-]+)/?"),
        "/@{handle}", "Open the post in the app, choose the three dots, then Delete.", 500, (), ("/login",),
    ),
    Place(
        "linkedin", "LinkedIn", ("www.linkedin.com", "linkedin.com"),
        (r"/posts/(?P<owner>[\w%-]+?)_[\w%-]*?-?activity-(?P<key>\d+)-?[\w-]*/?",
         r"/feed/update/(?P<key>urn:li:\w+:\d+)/?"),
        "/company/{handle}/",
        "Open the post as the page's admin, choose the three dots, then Delete post.",
        3000, (), ("/authwall", "/login", "/signup", "/checkpoint", "/uas"),
    ),
    Place(
        "tiktok", "TikTok", ("www.tiktok.com", "tiktok.com"),
        (rf"/@{PERSON}/(?:video|photo)/(?P<key>\d+)/?",),
        "/@{handle}", "Open the video in the app, choose the three dots, then Delete.", 4000, (), ("/login",),
    ),
)
