"""Many units: each on its own, in processes of this computer or on a cluster."""
