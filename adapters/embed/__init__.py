"""Engines that turn sentences and pictures into vectors."""
