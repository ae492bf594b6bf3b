package shell

import "raftarium/core/wire"

// Line is an input: a line was typed, without its newline.
type Line struct{ Text string }

// Interrupt is an input: Ctrl-C was typed.
type Interrupt struct{}

// EndOfInput is an input: Ctrl-D was typed, or the script has ended. A line
// that waits for its continuation is refused.
type EndOfInput struct{}

// The tags of inputs in their encoding.
const (
	lineInput = 1 + iota
	interruptInput
	endInput
)

// CodeInput codes one of the inputs of this package, for whoever records them.
func CodeInput(c *wire.Coder, input *any) {
	var tag uint64
	var line Line
	switch in := (*input).(type) {
	case Line:
		tag, line = lineInput, in
	case Interrupt:
		tag = interruptInput
	case EndOfInput:
		tag = endInput
	}
	c.Uint64(&tag)
	switch tag {
	case lineInput:
		c.String(&line.Text)
		*input = line
	case interruptInput:
		*input = Interrupt{}
	case endInput:
		*input = EndOfInput{}
	default:
		c.Fail("an input to a terminal of the unknown kind %d", tag)
	}
}
