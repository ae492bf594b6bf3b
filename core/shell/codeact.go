package shell

import (
	"slices"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// The tags of acts in their encoding. They are part of links: a tag is never
// given to another act.
const (
	actCluster = 1 + iota
	actCrash
	actRestart
	actPause
	actResume
	actCut
	actJoin
	actPartition
	actHeal
	actSetLink
	actSetDisk
	actSetRule
	actTimeout
	actDrop
	actOpenTerminal
	actSetOption
	actCorruptDisk
	actWipeDisk
	actSetClock
	actSetLog
	actTransfer
	actAddMember
	actRemoveMember
	actPromoteMember
	actStartServer
	actStopServer
	actChangeMembers
	actSetTimes
	actTakePreset
	actTakeSnapshot
	actCompactLog
)

// CodeAct codes an act, for whoever records them.
func CodeAct(c *wire.Coder, act *Act) {
	tag := tagOf(*act)
	c.Uint64(&tag)
	switch tag {
	case actCluster:
		codeAs(c, act, func(a *Cluster) { wire.Number(c, &a.Members); c.Bool(&a.Bare) })
	case actCrash:
		codeAs(c, act, func(a *Crash) { wire.Number(c, &a.Member) })
	case actRestart:
		codeAs(c, act, func(a *Restart) { wire.Number(c, &a.Member) })
	case actPause:
		codeAs(c, act, func(a *Pause) { wire.Number(c, &a.Member) })
	case actResume:
		codeAs(c, act, func(a *Resume) { wire.Number(c, &a.Member) })
	case actTimeout:
		codeAs(c, act, func(a *Timeout) { wire.Number(c, &a.Member) })
	case actCut:
		codeAs(c, act, func(a *Cut) { codePair(c, &a.A, &a.B, &a.OneWay) })
	case actJoin:
		codeAs(c, act, func(a *Join) { codePair(c, &a.A, &a.B, &a.OneWay) })
	case actPartition:
		codeAs(c, act, func(a *Partition) {
			wire.List(c, &a.Groups, func(g *[]sim.Node) {
				wire.List(c, g, func(n *sim.Node) { wire.Number(c, n) })
			})
		})
	case actHeal:
		codeAs(c, act, func(*Heal) {})
	case actSetLink:
		codeAs(c, act, func(a *SetLink) {
			c.Bool(&a.All)
			codePair(c, &a.A, &a.B, &a.OneWay)
			codeGiven(c, &a.Latency)
			codeGiven(c, &a.Jitter)
			codeGiven(c, &a.Loss)
			codeGiven(c, &a.Duplicate)
			codeGiven(c, &a.Reorder)
		})
	case actSetDisk:
		codeAs(c, act, func(a *SetDisk) {
			c.Bool(&a.All)
			wire.Number(c, &a.Member)
			codeGiven(c, &a.Latency)
			codeGiven(c, &a.Jitter)
			codeSwitch(c, &a.LoseUnsynced)
			codeSwitch(c, &a.Tear)
		})
	case actCorruptDisk:
		codeAs(c, act, func(a *CorruptDisk) { wire.Number(c, &a.Member); c.Uint64(&a.Record) })
	case actSetClock:
		codeAs(c, act, func(a *SetClock) {
			c.Bool(&a.All)
			wire.Number(c, &a.Member)
			codeGiven(c, &a.Rate)
			codeGiven(c, &a.Jump)
		})
	case actSetLog:
		codeAs(c, act, func(a *SetLog) {
			wire.Number(c, &a.Member)
			terms := slices.Clone(a.Terms)
			wire.List(c, &terms, c.Uint64)
			a.Terms = terms
		})
	case actWipeDisk:
		codeAs(c, act, func(a *WipeDisk) { wire.Number(c, &a.Member) })
	case actSetRule:
		codeAs(c, act, func(a *SetRule) { c.String(&a.Rule); c.Bool(&a.Off) })
	case actStartServer:
		codeAs(c, act, func(a *StartServer) {
			c.String(&a.Name)
			c.String(&a.DataDir)
			c.String(&a.Token)
			wire.List(c, &a.PeerURLs, c.String)
			wire.List(c, &a.ClientURLs, c.String)
			wire.List(c, &a.Initial, c.String)
			flags := btoi(a.Existing) + 2*btoi(a.LeaseCheckpoints)
			wire.Number(c, &flags)
			a.Existing, a.LeaseCheckpoints = flags&1 != 0, flags&2 != 0
		})
	case actStopServer:
		codeAs(c, act, func(a *StopServer) { wire.Number(c, &a.Member) })
	case actTakeSnapshot:
		codeAs(c, act, func(a *TakeSnapshot) { wire.Number(c, &a.Member) })
	case actCompactLog:
		codeAs(c, act, func(a *CompactLog) { wire.Number(c, &a.Member) })
	case actTransfer:
		codeAs(c, act, func(a *Transfer) { wire.Number(c, &a.Member) })
	case actAddMember:
		codeAs(c, act, func(a *AddMember) { c.Bool(&a.Learner) })
	case actRemoveMember:
		codeAs(c, act, func(a *RemoveMember) { wire.Number(c, &a.Member) })
	case actPromoteMember:
		codeAs(c, act, func(a *PromoteMember) { wire.Number(c, &a.Member) })
	case actChangeMembers:
		codeAs(c, act, func(a *ChangeMembers) {
			wire.Number(c, &a.Add)
			wire.Number(c, &a.AddLearner)
			wire.List(c, &a.Promote, func(n *sim.Node) { wire.Number(c, n) })
			wire.List(c, &a.Remove, func(n *sim.Node) { wire.Number(c, n) })
		})
	case actSetOption:
		codeAs(c, act, func(a *SetOption) { c.String(&a.Option); c.String(&a.Value) })
	case actSetTimes:
		codeAs(c, act, func(a *SetTimes) {
			codeGiven(c, &a.Heartbeat)
			codeGiven(c, &a.ElectionMin)
			codeGiven(c, &a.ElectionMax)
		})
	case actTakePreset:
		codeAs(c, act, func(a *TakePreset) { c.String(&a.Preset) })
	case actDrop:
		codeAs(c, act, func(a *Drop) { c.Uint64((*uint64)(&a.Message)) })
	case actOpenTerminal:
		codeAs(c, act, func(a *OpenTerminal) { c.String(&a.Name) })
	default:
		c.Fail("an act of the unknown kind %d", tag)
	}
}

// codeAs codes an act that is known to be an A. An act is not changed once
// made, so the walk goes over a copy.
func codeAs[A Act](c *wire.Coder, act *Act, walk func(*A)) {
	a, _ := (*act).(A)
	walk(&a)
	if c.Decoding() {
		*act = a
	}
}

func codePair(c *wire.Coder, a, b *sim.Node, oneWay *bool) {
	wire.Number(c, a)
	wire.Number(c, b)
	c.Bool(oneWay)
}

// codeGiven codes a number that may not be given.
func codeGiven[T ~int | ~int64 | ~uint8](c *wire.Coder, v **T) {
	given := *v != nil
	c.Bool(&given)
	if !given {
		return
	}
	if c.Decoding() {
		*v = new(T)
	}
	wire.Number(c, *v)
}

// codeSwitch codes what is on, off or not given.
func codeSwitch(c *wire.Coder, v **bool) {
	var on *uint8
	if *v != nil {
		n := uint8(btoi(**v))
		on = &n
	}
	codeGiven(c, &on)
	if c.Decoding() && on != nil {
		b := *on != 0
		*v = &b
	}
}

func tagOf(act Act) uint64 {
	switch act.(type) {
	case Cluster:
		return actCluster
	case Crash:
		return actCrash
	case Restart:
		return actRestart
	case Pause:
		return actPause
	case Resume:
		return actResume
	case Cut:
		return actCut
	case Join:
		return actJoin
	case Partition:
		return actPartition
	case Heal:
		return actHeal
	case SetLink:
		return actSetLink
	case SetDisk:
		return actSetDisk
	case CorruptDisk:
		return actCorruptDisk
	case SetClock:
		return actSetClock
	case SetLog:
		return actSetLog
	case WipeDisk:
		return actWipeDisk
	case SetRule:
		return actSetRule
	case StartServer:
		return actStartServer
	case StopServer:
		return actStopServer
	case TakeSnapshot:
		return actTakeSnapshot
	case CompactLog:
		return actCompactLog
	case Transfer:
		return actTransfer
	case AddMember:
		return actAddMember
	case RemoveMember:
		return actRemoveMember
	case PromoteMember:
		return actPromoteMember
	case ChangeMembers:
		return actChangeMembers
	case SetOption:
		return actSetOption
	case SetTimes:
		return actSetTimes
	case TakePreset:
		return actTakePreset
	case Timeout:
		return actTimeout
	case Drop:
		return actDrop
	case OpenTerminal:
		return actOpenTerminal
	}
	return 0
}
