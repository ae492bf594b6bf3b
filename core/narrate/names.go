package narrate

import (
	"strings"
	"unicode/utf8"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Names is what Sentence asks about the world that an event is from.
type Names interface {
	// Node returns a member's name, as in "etcd-01", a terminal's letter, as
	// in "A", or Outside. It must not be empty for whoever was in the world.
	Node(n sim.Node) string
	// Server returns the name of the member with the given ID.
	Server(id raft.ID) string
	// Summary returns in a few words what an entry does, as in
	// `message = "hello world"`.
	Summary(payload raft.Payload) string
}

// Outside is the name of the client that stands for all programs outside the
// world. Sentences call it a program outside.
const Outside = "@"

// SentenceMost is the most characters that a sentence has in a language.
func SentenceMost(lang Lang) int {
	if lang == Chinese {
		return 70
	}
	return 160
}

// The most characters that a sentence repeats of what people typed, where there
// is room, and of a name; and the least where there is none.
const (
	typedMost  = 60
	typedLeast = 8
	nameMost   = 16
)

// typed appends what somebody typed, as far as there is room for it.
func (f *filler) typed(text string) {
	if f.room > 0 {
		text = clip(text, f.room)
		f.longest = max(f.longest, utf8.RuneCountInString(text))
	}
	f.join(text)
}

// curly gives what is quoted the quotation marks of print. What is not quoted as a
// whole, such as a line with an open quote or JSON, stays as it is.
func curly(text string) string {
	if strings.Count(text, `"`)%2 != 0 || !strings.Contains(text, `"`) || strings.Contains(text, `\"`) || strings.Contains(text, `{"`) {
		return text
	}
	parts := strings.Split(text, `"`)
	var b strings.Builder
	for i, part := range parts {
		switch {
		case i == 0:
		case i%2 == 1:
			b.WriteString("“")
		default:
			b.WriteString("”")
		}
		b.WriteString(part)
	}
	return b.String()
}

// value appends a value. What begins a sentence is capitalized, unless it is a
// name.
func (f *filler) value(a *Arg) {
	switch a.kind {
	case argText:
		if a.name == "line" { // as it was typed
			f.typed(a.text)
		} else {
			f.typed(curly(a.text))
		}
	case argNumber:
		f.join(string(appendNumber(f.scratch[:0], a.n)))
	case argSpan:
		f.join(string(appendSpan(f.scratch[:0], sim.Time(a.n))))
	case argNode:
		f.node(sim.Node(a.n), a.text)
	case argRule:
		f.join(RuleName(f.lang, raft.Rule(a.n)))
	case argServer:
		name := f.serverName(raft.ID(a.n))
		if name == f.self {
			name = Text(f.lang, "phrase.itself")
		}
		f.join(name)
	case argPayload:
		f.typed(curly(f.names.Summary(raft.Payload(a.n))))
	case argRange:
		id := "phrase.entries"
		if a.n == a.m {
			id = "phrase.entry"
		}
		f.inner(id, Arg{name: "from", kind: argNumber, n: a.n}, Arg{name: "to", kind: argNumber, n: a.m})
	case argLog:
		id := "phrase.log"
		if a.n == 0 {
			id = "phrase.empty-log"
		}
		f.inner(id, Arg{name: "last", kind: argNumber, n: a.n}, Arg{name: "term", kind: argNumber, n: a.m})
	case argPhrase:
		start := len(f.buf)
		f.join(Text(f.lang, a.text))
		f.capital(start)
	case argVerbatim:
		f.join(a.text)
	}
}

// inner fills a phrase into the text.
func (f *filler) inner(id string, args ...Arg) {
	outer := f.args
	start := len(f.buf)
	f.args = args
	f.fill(Text(f.lang, id))
	f.args = outer
	f.capital(start)
}

// capital makes the first letter of the whole text a capital.
func (f *filler) capital(start int) {
	if start == 0 && len(f.buf) > 0 && f.buf[0] >= 'a' && f.buf[0] <= 'z' {
		f.buf[0] -= 'a' - 'A'
	}
}

func (f *filler) node(n sim.Node, otherwise string) {
	if n == sim.Nobody {
		f.inner("phrase.nobody")
		return
	}
	name := clip(f.names.Node(n), nameMost)
	if name == "" {
		name = otherwise
	}
	switch {
	case n.IsClient() && name == Outside:
		f.inner("phrase.outside")
		return
	case n.IsClient():
		f.inner("phrase.terminal", Str("name", name))
		return
	}
	f.join(name)
}

func (f *filler) serverName(id raft.ID) string {
	if id == raft.None {
		return Text(f.lang, "phrase.nobody")
	}
	return clip(f.names.Server(id), nameMost)
}
