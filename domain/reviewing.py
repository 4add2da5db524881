"""What the record keeps of review policies."""

from datetime import datetime

from domain.contracts.base import Contract
from domain.contracts.reviews import GatePolicies


class ProjectReviewPolicy(Contract):
    """The gates that the jobs of a project have, where their orders say nothing else."""

    org_id: str
    project_id: str
    gates: GatePolicies
    revision: int
    updated_at: datetime
