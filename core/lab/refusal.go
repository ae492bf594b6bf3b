package lab

import (
	"fmt"

	"raftarium/core/narrate"
)

// Refusal is why a verb cannot be done now. As an error it is what a terminal prints
// of it, which is English; In tells it to whoever pressed something instead.
type Refusal struct {
	printed string
	id      string
	args    []narrate.Arg
}

func (r *Refusal) Error() string { return r.printed }

// In returns the sentence in a language.
func (r *Refusal) In(lang narrate.Lang) string { return narrate.Format(lang, r.id, r.args...) }

// refuse returns the Refusal with the sentence id, of which a terminal prints what the
// format makes of a member's name.
func refuse(id, format, member string) *Refusal {
	return &Refusal{fmt.Sprintf(format, member), id, []narrate.Arg{narrate.Str("member", member)}}
}
