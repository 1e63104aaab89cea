"""What Prometheus' own parsers read of a process's metrics; that of OpenMetrics refuses what is not as specified."""

import json
import os
from urllib.request import Request, urlopen

from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as text_format


def page(accept: str) -> str:
    with urlopen(Request(os.environ["KEYWARD_URL"] + "/metrics", headers={"Accept": accept})) as answer:
        return answer.read().decode()


openly = list(open_metrics(page("application/openmetrics-text")))
as_text = list(text_format(page("text/plain")))
exemplars = [
    (sample.name, label)
    for family in openly
    for sample in family.samples
    if sample.exemplar
    for label in sample.exemplar.labels
]
print(
    json.dumps(
        {
            "in one alone": sorted(
                {f"{family.type} {family.name}" for family in openly}
                ^ {f"{family.type} {family.name}" for family in as_text}
            ),
            "exemplars": sorted({f"{name} {label}" for name, label in exemplars}),
        }
    )
)
