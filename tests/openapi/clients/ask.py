"""Asks the API by the generated client: reads one call a line, as JSON, and prints what was answered; or which of an
operation's parameters the client cannot say.

    ask.py FOLDER URL TOKEN
"""

import datetime
import importlib
import json
import re
import sys

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")


def in_python(name):
    """the name that generators for Python make of listPeople, and of filter[name][starts]"""
    return re.sub(r"\W+", "_", re.sub(r"([a-z])([A-Z])", r"\1_\2", name)).strip("_").lower()


def of_its_type(value):
    """moments are no texts to the client"""
    if isinstance(value, list):
        return [of_its_type(one) for one in value]
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value


def method_of(generated, call, client=None):
    """the client's method for a call, which knows its operation by its tag and its name"""
    return getattr(getattr(generated, call["tag"].capitalize() + "Api")(client), in_python(call["operation"]))


def unsaid(generated, call):
    """those of an operation's parameters that its method does not take"""
    known = re.findall(r":param \S+ (\w+):", method_of(generated, call).__doc__)
    return [name for name in call["parameters"] if in_python(name) not in known]


def ask(generated, client, call):
    """what the server answers to a call with one parameter"""
    values = {in_python(call["parameter"]): of_its_type(call["value"]), **call["path"]}
    try:
        answer = method_of(generated, call, client)(**values)
        return {"status": 200, "body": client.sanitize_for_serialization(answer)}
    except generated.ApiException as refusal:
        return {"status": refusal.status, "body": refusal.body}
    except (AttributeError, TypeError, ValueError) as error:  # the client's own: it cannot say it, or read it
        return {"failed": f"{type(error).__name__}: {error}"}


def main():
    folder, url, token = sys.argv[1:]
    sys.path.insert(0, folder)
    generated = importlib.import_module("generated")
    configuration = generated.Configuration(host=url)
    configuration.access_token = token
    client = generated.ApiClient(configuration)
    for line in sys.stdin:
        call = json.loads(line)
        told = {"unsaid": unsaid(generated, call)} if "parameters" in call else ask(generated, client, call)
        print(json.dumps(told), flush=True)


main()
