"""Are the units what they promise: each alone, and all of them together?"""
