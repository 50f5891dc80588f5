"""Read finished documents back."""
