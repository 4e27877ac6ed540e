"""The pipeline under Airflow (2.5 or newer): a tick every ten minutes, and a range of days on request.

Copy this file into the folder of DAGs. The commands run on the worker, as its user, who must be allowed to write the
root that /etc/ooni-pipeline/pipeline.yaml names. All knowledge of what is to be done is in ``tick`` and ``rerun``: a
task that was killed is simply run again, and goes on with what is left.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.models.param import Param

try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:  # Airflow 2
    from airflow.operators.bash import BashOperator

# The exit code of a command that found another run at work.
BUSY = 75

DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

with DAG(
    dag_id="ooni_pipeline_tick",
    description="What is new, into the archive and the database",
    schedule=timedelta(minutes=10),
    start_date=datetime(2017, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    BashOperator(
        task_id="tick",
        bash_command="ooni-pipeline tick",
        skip_on_exit_code=BUSY,
    )

with DAG(
    dag_id="ooni_pipeline_rerun",
    description="A range of days made again, beside ticks; the day of 'end' is not in it",
    schedule=None,
    start_date=datetime(2017, 1, 1),
    catchup=False,
    params={"start": Param("2017-01-01", **DAY), "end": Param("2017-01-02", **DAY)},
):
    # Parameters go by the environment, so that no text of theirs becomes a command.
    BashOperator(
        task_id="rerun",
        bash_command='ooni-pipeline rerun --start "$START" --end "$END"',
        env={"START": "{{ params.start }}", "END": "{{ params.end }}"},
        append_env=True,
        retries=3,
        retry_delay=timedelta(minutes=10),
    )
