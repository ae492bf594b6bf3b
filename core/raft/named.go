package raft

import (
	"fmt"
	"strconv"
)

// OptionInfo is what is said of an option that a laboratory can switch.
type OptionInfo struct {
	Name    string // in kebab-case, as the laboratory knows it
	Section string // of the paper, or of the dissertation after a D, or etcd
	Values  string // what it can be
}

// namedOption is an option with its way from and to words.
type namedOption struct {
	OptionInfo
	value func(o *Options, t Timeouts) string
	set   func(o *Options, t Timeouts, value string) error
}

var namedOptions = []namedOption{
	onOff("pre-vote", "D§9.6", func(o *Options) *bool { return &o.PreVote }),
	onOff("check-quorum", "D§6.2", func(o *Options) *bool { return &o.CheckQuorum }),
	onOff("keep-leader", "D§4.2.3", func(o *Options) *bool { return &o.KeepLeader }),
	{OptionInfo{"lease-reads", "D§6.4.1", "off, on, or how many times faster than another a clock may be, 1 to 100"}, leaseValue, setLease},
	onOff("batch-reads", "D§6.4", func(o *Options) *bool { return &o.BatchReads }),
	number("message-entries", "D§10.2.2", "a number of entries", messageEntries, func(o *Options) *uint64 { return &o.MessageEntries }),
	number("message-bytes", "D§10.2.2", "a number of bytes", messageBytes, func(o *Options) *uint64 { return &o.MessageBytes }),
	number("inflight-messages", "D§10.2.2", "a number of messages", inflightMessages, func(o *Options) *uint64 { return &o.InflightMessages }),
	number("inflight-bytes", "D§10.2.2", "a number of bytes", inflightBytes, func(o *Options) *uint64 { return &o.InflightBytes }),
	number("uncommitted-bytes", "etcd", "a number of bytes", uncommittedBytes, func(o *Options) *uint64 { return &o.UncommittedBytes }),
	number("snapshot-every", "§7", "off, or a number of entries", 0, func(o *Options) *Index { return &o.SnapshotEvery }),
	number("snapshot-trail", "§7", "off, or a number of entries", 0, func(o *Options) *Index { return &o.SnapshotTrail }),
	number("snapshot-chunk", "§7", "a number of bytes", snapshotChunk, func(o *Options) *uint64 { return &o.SnapshotChunk }),
}

const (
	// driftOn is the bound on clocks that "on" stands for.
	driftOn, driftMax = 1.1, 100
	// optionMax bounds numbers of entries and bytes.
	optionMax = 1 << 40
)

// AllOptions lists every option that can be switched, once.
func AllOptions() []OptionInfo {
	infos := make([]OptionInfo, len(namedOptions))
	for i := range namedOptions {
		infos[i] = namedOptions[i].OptionInfo
	}
	return infos
}

// Value returns what an option is, in words that With takes: "on", "off" or a
// number. It returns "" for a name that there is not.
func (o Options) Value(name string, t Timeouts) string {
	for i := range namedOptions {
		if namedOptions[i].Name == name {
			return namedOptions[i].value(&o, t)
		}
	}
	return ""
}

// With returns o with an option set. The timeouts are those of the servers. The
// error says what the option can be.
func (o Options) With(name, value string, t Timeouts) (Options, error) {
	for i := range namedOptions {
		n := &namedOptions[i]
		if n.Name != name {
			continue
		}
		if err := n.set(&o, t, value); err != nil {
			return o, fmt.Errorf("the option %s is not %q: it is %s", name, value, n.Values)
		}
		return o, nil
	}
	return o, fmt.Errorf("there is no option %q: `help options` lists them", name)
}

func onOff(name, section string, field func(*Options) *bool) namedOption {
	return namedOption{OptionInfo{name, section, "on or off"},
		func(o *Options, _ Timeouts) string {
			if *field(o) {
				return "on"
			}
			return "off"
		},
		func(o *Options, _ Timeouts, value string) error {
			if value != "on" && value != "off" {
				return strconv.ErrSyntax
			}
			*field(o) = value == "on"
			return nil
		}}
}

// number is an option with a number, of which zero is off, or stands for another.
func number[T ~uint64](name, section, values string, zero T, field func(*Options) *T) namedOption {
	return namedOption{OptionInfo{name, section, values},
		func(o *Options, _ Timeouts) string {
			n := *field(o)
			if n == 0 {
				n = zero
			}
			if n == 0 {
				return "off"
			}
			return strconv.FormatUint(uint64(n), 10)
		},
		func(o *Options, _ Timeouts, value string) error {
			if value == "off" && zero == 0 {
				*field(o) = 0
				return nil
			}
			n, err := strconv.ParseUint(value, 10, 64)
			if err == nil && (n == 0 || n > optionMax) {
				err = strconv.ErrRange
			}
			if err == nil {
				*field(o) = T(n)
			}
			return err
		}}
}

func leaseValue(o *Options, t Timeouts) string {
	if o.Lease == 0 {
		return "off"
	}
	drift := float64(t.ElectionMin) / float64(o.Lease)
	return strconv.FormatFloat(float64(int64(drift*1000+0.5))/1000, 'f', -1, 64)
}

// setLease makes leases last for the minimum election timeout divided by the
// bound on how much faster a clock can be than another, §6.4.1.
func setLease(o *Options, t Timeouts, value string) error {
	drift := driftOn
	switch value {
	case "off":
		o.Lease = 0
		return nil
	case "on":
	default:
		var err error
		if drift, err = strconv.ParseFloat(value, 64); err != nil {
			return err
		}
	}
	if !(drift >= 1 && drift <= driftMax) {
		return strconv.ErrRange
	}
	o.Lease = Time(float64(t.ElectionMin) / drift)
	return nil
}
