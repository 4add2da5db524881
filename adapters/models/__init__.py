"""Model files: what the engines need, where it comes from, and proof that it is what it should be."""

from adapters.models.catalogue import ModelCatalogue, ModelStatus
from adapters.models.entries import ENTRIES, HubFile, ModelEntry, ModelFile, PackageFile

__all__ = ["ENTRIES", "HubFile", "ModelCatalogue", "ModelEntry", "ModelFile", "ModelStatus", "PackageFile"]
