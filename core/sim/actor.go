package sim

import "raftarium/core/wire"

// Node is the number of an actor in its world. Servers are numbered from 1,
// clients from FirstClient; 0 is nobody.
type Node uint16

const (
	// Nobody is no actor: the one who acts from outside the world.
	Nobody Node = 0
	// ServersMax bounds the servers that a world has room for.
	ServersMax = 512
	// FirstClient is the number of the first client.
	FirstClient Node = 1024
	// ClientsMax bounds the clients that a world has room for.
	ClientsMax = 256
)

// IsClient reports whether n is the number of a client.
func (n Node) IsClient() bool { return n >= FirstClient }

// Timer is the number of one of an actor's timers, from 0 to TimersMax-1.
type Timer uint8

// TimersMax bounds the timers of one actor.
const TimersMax = 12

// WriteSeq is the ordinal of a write to one actor's disk, from 1. It goes on
// after a crash.
type WriteSeq uint64

// Actor is somebody who lives in a world. Its methods run one at a time and
// must not keep the Turn.
type Actor interface {
	// Start is called when the actor joins the world and when it restarts
	// after a crash. It has then what was durable, and nothing else.
	Start(t *Turn)
	// Deliver hands it what another actor sent, or a Refused or Closed of the
	// network's own. The payload is shared and must not be changed.
	Deliver(t *Turn, from Node, payload any)
	// Fire tells it that a timer has run out.
	Fire(t *Turn, timer Timer)
	// Written tells it that all its writes up to seq are durable.
	Written(t *Turn, seq WriteSeq)
	// Input hands it what came from outside the world, such as a typed line.
	Input(t *Turn, input any)
	// Observe is called after each event of the world, while the actor has
	// asked for it by Turn.Observe.
	Observe(t *Turn)
	// Crash takes from it everything but the writes up to durable.
	Crash(durable WriteSeq)
	// Clone returns an actor that goes on from here independently. It is cheap.
	Clone() Actor
	// Code walks over everything that the actor is.
	Code(c *wire.Coder)
}

// Tearer is an Actor whose disk may keep a part of a record. Tear is called
// before a Crash that tears the write seq, which does not survive it.
type Tearer interface{ Tear(seq WriteSeq) }

// Refused is what a client gets when it sends to a server that is down.
type Refused struct{}

// Closed is what every client gets from a server that goes down: connections
// to it are reset.
type Closed struct{}
