package shell

import "raftarium/core/narrate"

// What a terminal records tells itself: each of these is a narrate.Teller.

// Tell implements narrate.Teller.
func (c Command) Tell(s *narrate.Story) {
	s.Say("terminal.command")
	s.Text("line", c.Text)
}

// Tell implements narrate.Teller.
func (a Answered) Tell(s *narrate.Story) {
	s.Say("terminal.answered")
	s.Span("after", a.After)
	s.Text("request", a.Summary)
}

// Tell implements narrate.Teller.
func (e Ended) Tell(s *narrate.Story) {
	if e.Code == 0 {
		s.Say("terminal.done")
		return
	}
	s.Say("terminal.failed")
	s.Number("code", e.Code)
}

// Tell implements narrate.Teller.
func (l Line) Tell(s *narrate.Story) {
	s.Say("terminal.line")
	s.Text("line", l.Text)
}

// Tell implements narrate.Teller.
func (Interrupt) Tell(s *narrate.Story) { s.Say("terminal.interrupt") }

// Tell implements narrate.Teller.
func (EndOfInput) Tell(s *narrate.Story) { s.Say("terminal.end") }

// Tell implements narrate.Teller.
func (a SetLog) Tell(s *narrate.Story) {
	s.Say("act.log")
	s.Node("member", a.Member)
	s.Text("terms", a.terms())
}

// Tell implements narrate.Teller.
func (a Cluster) Tell(s *narrate.Story) {
	switch {
	case a.Members == 0:
		s.Say("act.cluster-none")
	case a.Bare:
		s.Say("act.cluster-bare")
	default:
		s.Say("act.cluster")
	}
	s.Number("members", a.Members)
}
