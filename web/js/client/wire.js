/**
 * What travels, as docs/protocol.md names it. Types only: nothing here runs.
 *
 * @typedef {string | Record<string, string>} Text
 * @typedef {{ id: string, rev: number, gone?: boolean }} Item
 * @typedef {Record<string, Item[]>} Lists
 * @typedef {(string | number)[]} Choice
 * @typedef {{ round: number, choice: Choice, seq: number }} Ballot
 * @typedef {"phone" | "laptop" | "stage" | "desk"} Screen
 * @typedef {"attendee" | "speaker" | "moderator" | "info" | "organiser" | "stage"} Role
 * @typedef {"moderated" | "open" | "closed"} Questions
 *
 * @typedef {{ id: string, text: Text }} Option
 * @typedef {"single" | "multiple" | "scale" | "words"} Kind
 * @typedef {"live" | "after_vote" | "after_close" | "on_publish"} Results
 * @typedef {"draft" | "open" | "closing" | "closed" | "published"} PollState
 * @typedef {{ kind: Kind, prompt: Text, options: Option[], min: number, max: number, low: number, high: number,
 *   results: Results, secret: boolean }} Form
 * @typedef {Partial<Form> & { kind: Kind, prompt: Text, id?: string | null, rev?: number }} Draft
 * @typedef {Item & Form & { state: PollState, round: number, opened: number | null, closes: number | null }} Poll
 * @typedef {Item & { round: number, present: number | null, ballots: number, counts: Record<string, number>,
 *   average?: number | null, words?: [string, number][], others?: number, final: boolean }} Tally
 * @typedef {"waiting" | "shown" | "hidden" | "merged" | "withdrawn"} QuestionState
 * @typedef {Item & { at: number, agenda: string | null, text: string, name: string | null, state: QuestionState,
 *   labels: string[], into: string | null, answer: string | null, answered: boolean }} Question
 * @typedef {Item & { upvotes: number }} Board
 * @typedef {Item & { counts: Record<string, number> | null, people: number }} Atmosphere
 * @typedef {Item & { tables: { id: string, taken: number }[], seats: number }} Floor
 * @typedef {Item & { at: number, room: string, text: string, state: "waiting" | "taken" | "answered",
 *   answer: string | null }} HelpRequest
 * @typedef {{ id: string, rooms: string[], starts: number, title: Text }} AgendaItem
 * @typedef {{ id: string, room: string, at: number, text: string | null }} Gong
 * @typedef {Item & { title: Text, code?: string, agenda: AgendaItem[], gong: Gong | null }} EventItem
 * @typedef {{ show: string, at: number }} Shown
 * @typedef {Item & { kind: string, title: Text, video: string | null, applause: boolean, questions: Questions,
 *   notice: string | null, pinned: string | null, stage: Shown | null, tick: number, thin: number }} Room
 * @typedef {Item & { kind: string, title: Text, present: number }} Door another room, as it is seen from the foyer
 *
 * @typedef {{ participant?: string, role?: Role, rooms?: string[], slot?: number, ballots?: Record<string, Ballot>,
 *   upvotes?: Record<string, number | null>, mood?: { mood: number, seq: number } | null, seat?: string | null,
 *   asked?: (Question | Item)[], helps?: (HelpRequest | Item)[] }} You
 *
 * @typedef {{ id: string, kind: string, title: Text }} RoomInfo
 * @typedef {{ controller: string, contact: string, legal_basis: Text, processors: string[], imprint: string,
 *   accessibility: string, notice: Text }} Privacy
 * @typedef {{ title: Text, subtitle?: Text, languages: string[], starts: number, ends: number,
 *   rooms: RoomInfo[], privacy: Privacy, tickets: boolean }} EventInfo
 *
 * @typedef {{ action: "vote", poll: string, round: number, choice: Choice, seq: number }} Voting
 * @typedef {{ action: "upvote", question: string, on: boolean, seq: number }} Upvoting
 * @typedef {{ action: "mood", mood: number, seq: number }} Feeling
 * @typedef {{ action: "ask", text: string, name: string | null }} Asking
 * @typedef {{ action: "question.withdraw", question: string }} Withdrawing
 * @typedef {{ action: "sit", table: string } | { action: "stand" }} Seating
 * @typedef {{ action: "help", text: string }} Helping
 * @typedef {{ action: "poll.create" | "poll.change", poll: Draft }} Drafting
 * @typedef {{ action: "poll.open" | "poll.close" | "poll.publish" | "poll.reset" | "poll.delete", poll: string, rev: number,
 *   seconds?: number | null }} Conducting
 * @typedef {{ action: "poll.strike", poll: string, word: string }} Striking
 * @typedef {{ action: "question.show" | "question.wait" | "question.hide" | "question.pin" | "question.unpin"
 *   | "question.label" | "question.merge" | "question.unmerge" | "question.answer", question: string, rev: number,
 *   labels?: string[], into?: string, text?: string | null }} Moderating
 * @typedef {{ action: "question.erase", question: string }} Erasing
 * @typedef {{ action: "room.set", rev: number, applause?: boolean, questions?: Questions, notice?: string | null,
 *   stage?: string | null }} Switching
 * @typedef {{ action: "help.take" | "help.answer", help: string, rev: number, text?: string }} Staffing
 * @typedef {{ action: "call", room?: string, minutes: number, text?: string | null }} Calling
 * @typedef {Voting | Upvoting | Feeling | Asking | Withdrawing | Seating | Helping | Drafting | Conducting | Striking
 *   | Moderating | Erasing | Switching | Staffing | Calling} Wish what somebody wants, before it has an id and a room
 * @typedef {Wish & { id: string, room: string }} Command
 * @typedef {Voting & { id: string, room: string }} Vote
 * @typedef {{ action: "clap", room: string, s: number, c: number[], g: number, p?: number, t?: number }} Clap
 *
 * @typedef {{ type: "snapshot", id: string | null, room: string, rev: number, now: number, present: number, items: Lists,
 *   you?: You, part?: number, parts?: number, heard: number }} Snapshot
 * @typedef {{ type: "update", room: string, rev?: number, present?: number, items?: Lists, you?: You, heard: number }} Update
 * @typedef {{ type: "pong", id: string, room: string, rev: number, now: number, you?: You, heard: number }} Pong
 * @typedef {{ type: "ok", id: string, choice?: Choice, seq?: number, rev?: number, tally?: Tally | null, on?: boolean,
 *   mood?: number, question?: string, help?: string, poll?: string, table?: string | null, video?: string | null,
 *   state?: string, round?: number, closes?: number | null, pinned?: string | null, applause?: boolean,
 *   questions?: Questions, notice?: string | null, stage?: Shown | null, gong?: string, heard: number }} Ok
 * @typedef {{ type: "refused", id: string | null, code: string, message: string, field?: string, retry_after?: number,
 *   heard: number }} Refusal
 * @typedef {{ type: "applause", room: string, a: [number, number, number, number, string?], heard: number }} Tick
 * @typedef {Snapshot | Update | Pong | Ok | Refusal | Tick} WireFrame
 */

export {};
