"""Runs SQL statements in Cloud SQL; Terraform hands this file to `python -c` in the service's own image.

SQL_STATEMENTS  what to run
SQL_MEMBERS     JSON, role to user, for roles.sql
DB_PASSWORD     of DB_USER; without it the account of the job logs in by IAM
"""

import os
import sys


def apply(connection, environ):
    """Run the statements on a connection; the server's error, with its line, is the caller's."""
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("SELECT set_config('fitcsv.members', %s, false)", (environ.get("SQL_MEMBERS", ""),))
    connection.execute_simple(environ["SQL_STATEMENTS"])


def connect(environ):
    """A connection by Google's connector."""
    from google.cloud.sql.connector import Connector

    password = environ.get("DB_PASSWORD")
    login = {"password": password} if password else {"enable_iam_auth": True}
    way = "PRIVATE" if environ.get("CLOUD_SQL_PRIVATE_IP") == "true" else "PUBLIC"
    return Connector(refresh_strategy="lazy").connect(
        environ["CLOUD_SQL_INSTANCE"], "pg8000", user=environ["DB_USER"], db=environ["DB_NAME"], ip_type=way, **login
    )


if __name__ == "__main__":
    apply(connect(os.environ), os.environ)  # noqa: TID251 - a job of its own, without the service's settings
    sys.stdout.write("The statements were run.\n")
