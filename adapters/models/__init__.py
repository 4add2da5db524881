"""Model files: what the engines need, where it comes from, and proof that it is what it should be."""

from adapters.models.added import RECORD_NAMES, check_added
from adapters.models.catalogue import ModelCatalogue, ModelStatus
from adapters.models.entries import ENTRIES, HubFile, ModelEntry, ModelFile, PackageFile

__all__ = [
    "ENTRIES",
    "RECORD_NAMES",
    "HubFile",
    "ModelCatalogue",
    "ModelEntry",
    "ModelFile",
    "ModelStatus",
    "PackageFile",
    "check_added",
]
