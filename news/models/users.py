from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in. Roles are groups, made by `make_roles`."""

    @property
    def sees_the_desk(self) -> bool:
        """Staff who may look at words of every state."""
        return self.is_staff and self.has_perm("news.view_edition")

    @property
    def reads_under_embargo(self) -> bool:
        """Accredited press, and staff who see it at the desk anyway."""
        return self.sees_the_desk or self.has_perm("news.read_under_embargo")
