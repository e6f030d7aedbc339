from django.db import models


class Workspace(models.Model):
    """One client and all that is managed for it. A wall: nothing crosses from one to another."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    colour = models.CharField(max_length=7, default="#2457c5")
    created_at = models.DateTimeField(auto_now_add=True)
    escalate_minutes = models.PositiveSmallIntegerField(default=5)  # without an answer: the next on call; 0 = never
    zone = models.CharField(max_length=60, default="UTC")  # whose clock the calendar shows
    # the on-call's words for who speaks in public: stands under an apology
    signer = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.name
