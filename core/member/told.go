package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/slab"
)

// told makes what a member says with every write of its own clients: that it
// answers, and the answer.
// It is no part of the member's state.
type told struct {
	answers  slab.Of[Answered]
	puts     slab.Of[api.PutResponse]
	together []raft.Propose // proposals that go to Raft together, for as long as they are looked at
}

// What the words of interfaces are taken from.
var (
	anAnswer     Note         = Answered{}
	aPutResponse api.Response = api.PutResponse{}
)

func (t *told) answered(n *Answered) Note { return slab.As(anAnswer, t.answers.Keep(n)) }

func (t *told) put(r *api.PutResponse) api.Response { return slab.As(aPutResponse, t.puts.Keep(r)) }
