package compose

import "raftarium/core/raft"

// followed is the request that the journey is about.
type followed struct {
	index raft.Index // of its entry, 0: none
}

func (b *builder) journey() {}
