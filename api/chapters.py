"""The chapters of the API's reference, in the order in which somebody reads it who begins with Cutdown."""

ABOUT = """Long videos in; captioned vertical clips, dubs and narrated recaps out.

**The shortest way:** announce a file (`POST /v1/uploads`), PUT its bytes to the address in the answer, complete the
upload, make a video of it, order a job, follow the job's events, download its clips.

**Credentials.** Send `Authorization: Bearer …` with an API key (`cd_live_…`) or with the access token of a login.

**What holds everywhere.** Every POST takes an `Idempotency-Key`. What can be edited has a `revision`, an `ETag`, and
takes `If-Match`. Lists have `limit`, `cursor` and a `Link` to the next page. Every refusal is a problem (RFC 9457) with
a `code` that never changes its meaning. Ids of another organisation do not exist: 404. Fields may be added to answers
at any time; nothing is taken away or changes its meaning within `/v1`.
"""

CHAPTERS = (
    ("auth", "Sign up, log in, stay logged in."),
    ("organisations", "Who works together. Everything else belongs to one organisation."),
    ("members", "The people of the organisation, their roles, and invitations."),
    ("api keys", "Credentials for programs, with the permissions that you choose."),
    ("projects", "Folders of videos and jobs, with a brand and a review policy."),
    ("uploads", "Files go straight to object storage, in one request or in parts that survive a break."),
    ("videos", "Sources, and what is known of them."),
    ("jobs", "Order clips of a video, and see how far they are."),
    ("events", "What happens, as it happens: Server-Sent Events, or WebSockets with a ticket."),
    ("reviews", "Gates where people approve, reject and edit before a job goes on."),
    ("transcripts", "What was said, word by word, and its corrections."),
    ("clips", "The clips: cut, title, captions, framing, and rendering only what changed."),
    ("dubs", "The video in other languages: its lines, their voices, and making only what changed."),
    ("retells", "The video told again as a short one: script, narrator, cut."),
    ("voices", "Who can speak in which language here."),
    ("glossaries", "How terms are translated, or that they are not."),
    ("artifacts", "Downloads of every file, by its SHA-256."),
    ("brand kits", "Colours, fonts, logo, intro and outro."),
    ("audit log", "Who changed what."),
    ("health", "Whether the API lives and can do its work."),
)
