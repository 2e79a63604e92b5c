"""Processes that share out long work on the cores of this machine and answer in the order they are asked."""

import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

Request = TypeVar("Request")
Answer = TypeVar("Answer")

MOST_WORKERS: Final = 4

# So many questions wait at each process: it never stands idle, and few answers are held at a time.
_AHEAD: Final = 2


class WorkerFailedError(RuntimeError):
    """A process could not answer; the text is its traceback, or says that it is gone."""


def worker_count() -> int:
    """Return how many processes are of use here; 1 says to do the work in this one."""
    return min(os.cpu_count() or 1, MOST_WORKERS)


def answers(
    make: Callable[[], Callable[[Request], Answer]], requests: Iterable[Request], count: int
) -> Generator[Answer]:
    """Yield the answer to each request, in their order, worked out by `count` processes, or here where that is 1.

    Each process calls `make` once and asks what it returns; `make` and the requests have to be picklable and the
    requests small. The processes are this call's own and end with it: close it where it is not read to its end.

    Raises:
        WorkerFailedError: A process failed or was ended.
    """
    if count <= 1:
        yield from map(make(), requests)
        return
    with ExitStack() as stack:
        lines = [stack.enter_context(_worker(make)) for _ in range(count)]
        asked: deque[Connection] = deque()
        for number, request in enumerate(requests):
            if len(asked) == count * _AHEAD:
                yield _answer(asked.popleft())
            line = lines[number % count]
            _ask(line, request)
            asked.append(line)
        while asked:
            yield _answer(asked.popleft())


@contextmanager
def _worker(make: Callable[[], Callable[[Any], Any]]) -> Iterator[Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, make), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.terminate()
        process.join()


def _ask(line: Connection, request: object) -> None:
    # One that is gone is found out by its answer, which may be its failure.
    with suppress(BrokenPipeError):
        line.send(request)


def _answer(line: Connection) -> Any:
    try:
        succeeded, answer = line.recv()
    except (EOFError, ConnectionError) as error:
        raise WorkerFailedError("a process that shared the work is gone") from error
    if not succeeded:
        raise WorkerFailedError(answer)
    return answer


def _work(line: Connection, make: Callable[[], Callable[[Any], Any]]) -> None:
    with suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            answer = make()
            while (request := _next_request(line)) is not None:
                line.send((True, answer(request)))
        except Exception:  # noqa: BLE001 told to who asked
            line.send((False, traceback.format_exc()))


def _next_request(line: Connection) -> Any:
    try:
        return line.recv()
    except (EOFError, OSError):
        return None  # nobody asks any more
