// Package wire turns values into bytes and back by one walk that serves both ways.
//
// A type that belongs to a world has one method, Code, that passes each of its
// fields to a Coder by pointer. When the Coder encodes, the field is read; when
// it decodes, the field is filled. What is written can therefore not differ
// from what is read, and a forgotten field is forgotten in one place.
//
//	func (p *Point) Code(c *wire.Coder) {
//		c.Int64(&p.X)
//		c.Int64(&p.Y)
//	}
//
// Integers are varints, so small numbers are small. A decoder never panics and
// never allocates more than its input could justify: after the first error it
// yields zeros and Err says what was wrong, and where.
package wire
