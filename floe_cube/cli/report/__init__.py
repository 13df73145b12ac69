"""`floe-cube report`: the deployment as one page, to be looked at from disk."""
