package lab

import (
	"raftarium/core/narrate"
	"raftarium/core/shell"
)

// Tell implements narrate.Teller.
func (d Deed) Tell(s *narrate.Story) {
	s.Say("act.line")
	s.Text("line", d.Line)
}

// Tell implements narrate.Teller.
func (c Call) Tell(s *narrate.Story) {
	s.Say("outside.call")
	s.Node("member", c.Server)
	s.Text("line", shell.Summarize(c.HTTP))
}

// Tell implements narrate.Teller.
func (HangUp) Tell(s *narrate.Story) { s.Say("outside.hang-up") }

// Tell implements narrate.Teller.
func (HungUp) Tell(s *narrate.Story) { s.Say("outside.hung-up") }
