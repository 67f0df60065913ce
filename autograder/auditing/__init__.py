"""`autograder audit`: does every task accept what is right and refuse what is wrong?"""
