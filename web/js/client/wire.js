/**
 * What travels, as the protocol names it. Types only: nothing here runs.
 *
 * @typedef {string | Record<string, string>} Text
 * @typedef {{ id: string, rev: number, gone?: boolean }} Item
 * @typedef {Record<string, Item[]>} Lists
 * @typedef {(string | number)[]} Choice
 * @typedef {{ round: number, choice: Choice, seq: number }} Ballot
 * @typedef {{ participant?: string, role?: string, slot?: number, ballots?: Record<string, Ballot> }} You
 *
 * @typedef {{ id: string, text: Text }} Option
 * @typedef {"draft" | "open" | "closing" | "closed" | "published"} PollState
 * @typedef {Item & { kind: string, prompt: Text, options: Option[], results: string, secret: boolean, state: PollState,
 *   round: number, closes: number | null }} Poll
 * @typedef {Item & { round: number, present: number, ballots: number, counts: Record<string, number>,
 *   average?: number | null, final: boolean }} Tally
 * @typedef {{ id: string, rooms: string[], starts: number, title: Text }} AgendaItem
 * @typedef {Item & { title: Text, code?: string, agenda?: AgendaItem[] }} EventItem
 *
 * @typedef {{ id: string, kind: string, title: Text }} RoomInfo
 * @typedef {{ controller: string, contact: string, legal_basis: Text, processors: string[], imprint: string,
 *   accessibility: string, notice: Text }} Privacy
 * @typedef {{ code?: string, title: Text, subtitle?: Text, languages: string[], starts: number, ends: number,
 *   rooms: RoomInfo[], privacy: Privacy, tickets: boolean }} EventInfo
 *
 * @typedef {{ action: "vote", id: string, room: string, poll: string, round: number, choice: Choice, seq: number }} Vote
 * @typedef {{ action: "poll.open" | "poll.close" | "poll.publish", id: string, room: string, poll: string, rev: number,
 *   seconds?: number | null }} Staging
 * @typedef {Vote | Staging} Command
 *
 * @typedef {{ type: "snapshot", id: string, room: string, rev: number, now: number, present: number, items: Lists,
 *   you?: You, part?: number, parts?: number, heard: number }} Snapshot
 * @typedef {{ type: "update", room: string, rev?: number, present?: number, items?: Lists, you?: You, heard: number }} Update
 * @typedef {{ type: "pong", id: string, room: string, rev: number, now: number, you?: You, heard: number }} Pong
 * @typedef {{ type: "ok", id: string, choice?: Choice, seq?: number, rev?: number, tally?: Tally, heard: number }} Ok
 * @typedef {{ type: "refused", id: string | null, code: string, message: string, retry_after?: number,
 *   heard: number }} Refusal
 * @typedef {Snapshot | Update | Pong | Ok | Refusal} WireFrame
 */

export {};
