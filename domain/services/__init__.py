"""Use cases: each one asks its caller's permission first (ForbiddenError `auth.forbidden`) and commits once."""
