"""What trainers read of quizzes: figures over first attempts, questions to review, and the results of their own classes."""
