package lab

import "raftarium/core/narrate"

// Tell implements narrate.Teller.
func (d Deed) Tell(s *narrate.Story) {
	s.Say("act.line")
	s.Text("line", d.Line)
}
