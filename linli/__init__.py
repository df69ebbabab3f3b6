"""Linli 邻里: software that runs a city's communities."""
