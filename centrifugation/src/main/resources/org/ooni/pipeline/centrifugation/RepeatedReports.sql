SELECT textname FROM repeated_report WHERE NOT used
