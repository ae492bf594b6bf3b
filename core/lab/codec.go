package lab

import (
	"fmt"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// codec knows the actors and payloads of a lab's worlds.
type codec struct{ env *environment }

// Actor implements sim.Codec. Clients are terminals, and one is all programs
// outside the world.
func (x codec) Actor(c *wire.Coder, client bool, actor *sim.Actor) {
	if !client {
		if c.Decoding() {
			*actor = &server{member: member.New(member.Config{}, raft.Stored{}, x.env.arena)}
		}
		return
	}
	_, outside := (*actor).(*outsiders)
	c.Bool(&outside)
	switch {
	case !c.Decoding():
	case outside:
		*actor = &outsiders{}
	default:
		*actor = shell.NewTerminal("", host{})
	}
}

// The kinds of payloads, as they are written.
const (
	messagePayload = iota
	requestPayload
	replyPayload
	cancelPayload
	leaseAskPayload
	leaseTellPayload
	gonePayload
)

// Payload implements sim.Codec.
func (x codec) Payload(c *wire.Coder, payload *any) {
	kind := messagePayload
	switch (*payload).(type) {
	case member.Request:
		kind = requestPayload
	case member.Reply:
		kind = replyPayload
	case member.Cancel:
		kind = cancelPayload
	case member.LeaseAsk:
		kind = leaseAskPayload
	case member.LeaseTell:
		kind = leaseTellPayload
	case member.Gone:
		kind = gonePayload
	}
	wire.Number(c, &kind)
	switch kind {
	case messagePayload:
		m, _ := (*payload).(raft.Message)
		member.CodeMessage(c, x.env.arena, &m)
		*payload = m
	case requestPayload:
		r, _ := (*payload).(member.Request)
		r.Code(c)
		*payload = r
	case replyPayload:
		r, _ := (*payload).(member.Reply)
		r.Code(c)
		*payload = r
	case cancelPayload:
		r, _ := (*payload).(member.Cancel)
		c.Uint64(&r.Conn)
		*payload = r
	case leaseAskPayload:
		m, _ := (*payload).(member.LeaseAsk)
		m.Code(c)
		*payload = m
	case leaseTellPayload:
		m, _ := (*payload).(member.LeaseTell)
		m.Code(c)
		*payload = m
	case gonePayload:
		m, _ := (*payload).(member.Gone)
		c.Uint64((*uint64)(&m.From))
		*payload = m
	default:
		c.Fail("a payload of the unknown kind %d", kind)
		*payload = member.Cancel{}
	}
}

// Code implements sim.Actor.
func (s *server) Code(c *wire.Coder) { s.code(c, s.member.Arena()) }

// EncodeWorld returns the lab's world as it is, to the byte.
func (l *Lab) EncodeWorld() []byte { return l.env.encode(l.world) }

func (e *environment) encode(w *sim.World) []byte {
	c := wire.NewEncoder(nil)
	w.Code(c, codec{e})
	return c.Encoded()
}

// DecodeWorld returns a world that was encoded by a lab with the same
// configuration. It goes on as the original would.
func (l *Lab) DecodeWorld(data []byte) (*sim.World, error) {
	c := wire.NewDecoder(data)
	w := &sim.World{}
	w.SetMonitor(newRegistry())
	w.Code(c, codec{l.env})
	if err := c.Err(); err != nil {
		return nil, fmt.Errorf("decode a world: %w", err)
	}
	if c.Rest() > 0 {
		return nil, fmt.Errorf("decode a world: %d bytes are left over", c.Rest())
	}
	w.SetGovernor(l.env)
	if err := verifyServers(w); err != nil {
		return nil, fmt.Errorf("decode a world: %w", err)
	}
	return w, nil
}

// verifyServers refuses servers that cannot be as they are: those that run have
// begun to, and no others.
func verifyServers(w *sim.World) error {
	for n := range w.Servers {
		m := MemberAt(w, n)
		if m == nil || w.Up(n) != (m.Raft() != nil) {
			return fmt.Errorf("server %d is up in the world and down by itself, or the other way round", n)
		}
	}
	return nil
}
