package lab

import (
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// Input is something that was done to the world from outside.
type Input struct {
	At sim.Time
	// Terminal is where it was typed; Nobody for a verb that was given without
	// a terminal, by a menu.
	Terminal sim.Node
	// What is a shell.Line, shell.Interrupt or shell.EndOfInput; without a
	// terminal a Deed, or a Call or HangUp of a program outside the world.
	What any
}

// give hands the input to a world.
func (in Input) give(w *sim.World) {
	if in.Terminal == sim.Nobody {
		w.Act(in.At, in.What)
	} else {
		w.Input(in.At, in.Terminal, in.What)
	}
}

// codeInputs walks over inputs that follow one at a moment.
func codeInputs(c *wire.Coder, version uint64, inputs *[]Input, last sim.Time) {
	wire.List(c, inputs, func(in *Input) {
		in.code(c, version, last)
		last = in.At
	})
}

// The tags of inputs without a terminal in their encoding.
const (
	deedInput = iota
	callInput
	hangUpInput
)

// code walks over an input. Its time is written as the distance from the one
// before; versions of the model below 3 know no programs outside.
func (in *Input) code(c *wire.Coder, version uint64, last sim.Time) {
	gap := in.At - last
	wire.Number(c, &gap)
	in.At = last + gap
	wire.Number(c, &in.Terminal)
	if in.Terminal != sim.Nobody {
		shell.CodeInput(c, &in.What)
		return
	}
	tag := deedInput
	switch in.What.(type) {
	case Call:
		tag = callInput
	case HangUp:
		tag = hangUpInput
	}
	if version >= 3 {
		wire.Number(c, &tag)
	}
	switch tag {
	case deedInput:
		deed, _ := in.What.(Deed)
		c.String(&deed.Line)
		in.What = deed
	case callInput:
		call, _ := in.What.(Call)
		c.Uint64(&call.Conn)
		wire.Number(c, &call.Server)
		call.HTTP.Code(c)
		in.What = call
	case hangUpInput:
		gone, _ := in.What.(HangUp)
		c.Uint64(&gone.Conn)
		in.What = gone
	default:
		c.Fail("an input of the unknown kind %d", tag)
	}
}

// Said returns what an input was, as it was typed or chosen.
func (in Input) Said() string {
	switch what := in.What.(type) {
	case Deed:
		return what.Line
	case shell.Line:
		return what.Text
	case shell.Interrupt:
		return "Ctrl-C"
	case shell.EndOfInput:
		return "Ctrl-D"
	case Call:
		return shell.Summarize(what.HTTP)
	}
	return ""
}
