"""Who has joined, on DynamoDB."""

from __future__ import annotations

from pynamodb.expressions.update import Action

from beifall.store import keys
from beifall.store.dynamo.calls import answered, done, one
from beifall.store.port import Attendance
from beifall.store.rows import AttendanceRow


class DynamoAttendance(Attendance):
    """Rows are deleted by DynamoDB after `expires` (s)."""

    def __init__(self, expires: int) -> None:
        self._expires = expires

    def joined(self, participant: str) -> bool:
        return one(AttendanceRow, keys.joined(participant)) is not None

    def admit(self, participant: str, *, limit: int) -> bool:
        attendance = AttendanceRow(*keys.ATTENDANCE)
        one_more: list[Action] = [AttendanceRow.people.add(1), AttendanceRow.expires.set(self._expires)]
        room_left = AttendanceRow.people.does_not_exist() | (AttendanceRow.people < limit)
        with answered():
            if not done(lambda: attendance.update(one_more, room_left)):
                return False
            joined = AttendanceRow(*keys.joined(participant), expires=self._expires)
            if not done(lambda: joined.save(AttendanceRow.pk.does_not_exist())):
                # Another sending of the same request was faster: it has a place already.
                attendance.update([AttendanceRow.people.add(-1)])
        return True

    def attendance(self) -> int:
        row = one(AttendanceRow, keys.ATTENDANCE)
        return 0 if row is None else int(row.people or 0)

    def issue(self, ticket: str) -> None:
        row = AttendanceRow(*keys.ticket(ticket), expires=self._expires)
        with answered():
            done(lambda: row.save(AttendanceRow.pk.does_not_exist()))

    def redeem(self, ticket: str, nonce: str) -> bool | None:
        row = AttendanceRow(*keys.ticket(ticket))
        free = AttendanceRow.pk.exists() & (AttendanceRow.nonce.does_not_exist() | (AttendanceRow.nonce == nonce))
        with answered():
            if done(lambda: row.update([AttendanceRow.nonce.set(nonce)], free)):
                return True
        return None if one(AttendanceRow, keys.ticket(ticket)) is None else False
