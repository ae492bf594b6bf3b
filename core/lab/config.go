package lab

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Profile names the times that members wait.
type Profile string

// The profiles of times.
const (
	PaperTimes Profile = "paper" // heartbeat 50 ms, election 150–300 ms
	EtcdTimes  Profile = "etcd"  // heartbeat 100 ms, election 1,000–2,000 ms
)

// Net names how far members are from each other.
type Net string

// The nets.
const (
	LAN  Net = "lan"  // 0.5–1 ms
	Demo Net = "demo" // 10–15 ms
	WAN  Net = "wan"  // 40–80 ms
)

// DefaultEpoch is the date of time 0 where no other is given:
// 2021-01-21 00:00 UTC, the day of the tutorial.
const DefaultEpoch = int64(1611187200) * 1_000_000_000

// Config is what a lab starts with. What is zero takes its default.
type Config struct {
	Members int // 1 to 101; 5
	Seed    uint64
	Profile Profile // paper
	Net     Net     // demo
	Epoch   int64   // the date of time 0, in nanoseconds since 1970; DefaultEpoch
	Bare    bool    // an empty log instead of etcd's set-up
	// Port is the first member's for clients; its peer port is one higher, and
	// those of each further member are 100 higher. 2379.
	Port int
	// Options are the options that differ from those of the profile, as in
	// "pre-vote=on snapshot-every=100"; `help options` lists them.
	Options string
}

// DefaultPort is the first member's port for clients where no other is given, as
// in the tutorial.
const DefaultPort = 2379

var profiles = map[Profile]raft.Timeouts{PaperTimes: raft.Paper, EtcdTimes: raft.Etcd}

var nets = map[Net]sim.Link{
	LAN:  {Latency: sim.Millisecond / 2, Jitter: sim.Millisecond / 2},
	Demo: {Latency: 10 * sim.Millisecond, Jitter: 5 * sim.Millisecond},
	WAN:  {Latency: 40 * sim.Millisecond, Jitter: 40 * sim.Millisecond},
}

// clientLink is how far a terminal is from a member.
var clientLinks = map[Net]sim.Link{
	LAN:  {Latency: sim.Millisecond / 5},
	Demo: {Latency: 4 * sim.Millisecond},
	WAN:  {Latency: 4 * sim.Millisecond},
}

// connects is what a command takes to start and to open its connection, before
// its request leaves: longer than the news of a commit needs to reach everybody,
// as on one machine, where a key that was just written can be read at any
// member.
var connects = map[Net]sim.Time{LAN: 5 * sim.Millisecond, Demo: 16 * sim.Millisecond, WAN: 16 * sim.Millisecond}

var disks = map[Net]sim.Disk{
	LAN:  {Latency: sim.Millisecond / 2, Jitter: sim.Millisecond / 2},
	Demo: {Latency: 3 * sim.Millisecond, Jitter: 2 * sim.Millisecond},
	WAN:  {Latency: 3 * sim.Millisecond, Jitter: 2 * sim.Millisecond},
}

// complete returns c with its defaults, or an error that says what cannot be.
func (c Config) complete() (Config, error) {
	if c.Members == 0 {
		c.Members = 5
	}
	if c.Profile == "" {
		c.Profile = PaperTimes
	}
	if c.Net == "" {
		c.Net = Demo
	}
	if c.Epoch == 0 {
		c.Epoch = DefaultEpoch
	}
	if c.Port == 0 {
		c.Port = DefaultPort
	}
	if c.Members < 1 || c.Members > shell.MembersMax {
		return c, narrate.Fail("bad.members", "n", strconv.Itoa(c.Members), "most", strconv.Itoa(shell.MembersMax))
	}
	if most := portMax - portsPerMember*shell.MembersMax; c.Port < 1 || c.Port > most {
		return c, fmt.Errorf("start a lab with the client port %d: it can be 1 to %d, so that %d members have ports", c.Port, most, shell.MembersMax)
	}
	if _, ok := profiles[c.Profile]; !ok {
		return c, narrate.Fail("bad.times", "value", narrate.Quoted(string(c.Profile)))
	}
	if _, ok := nets[c.Net]; !ok {
		return c, narrate.Fail("bad.net", "value", narrate.Quoted(string(c.Net)))
	}
	if _, err := c.options(); err != nil {
		return c, err
	}
	return c, nil
}

// parseWorld reads the flags of the verb world, which are those of a Config.
func parseWorld(args []string) (Config, error) {
	var c Config
	for i := 0; i < len(args); i++ {
		name, value, given := strings.Cut(args[i], "=")
		if name == "--bare" && !given {
			c.Bare = true
			continue
		}
		if !slices.Contains([]string{"--nodes", "--seed", "--times", "--net"}, name) {
			return c, fmt.Errorf("unknown option '%s'; there are --nodes, --seed, --times, --net and --bare", args[i])
		}
		if !given {
			if i++; i == len(args) {
				return c, fmt.Errorf("%s needs a value", name)
			}
			value = args[i]
		}
		var err error
		switch name {
		case "--nodes":
			if c.Members, err = strconv.Atoi(value); err != nil || c.Members < 1 {
				return c, fmt.Errorf("--nodes %s: a cluster has 1 to %d members", value, shell.MembersMax)
			}
		case "--seed":
			if c.Seed, err = strconv.ParseUint(value, 10, 64); err != nil {
				return c, fmt.Errorf("--seed %s: a seed is a whole number from 0 to 18446744073709551615", value)
			}
		case "--times":
			c.Profile = Profile(value)
		case "--net":
			c.Net = Net(value)
		}
	}
	return c, nil
}

// Quiet returns how links between members and their disks are where nobody has
// changed them.
func (c Config) Quiet() (sim.Link, sim.Disk) {
	if c.Net == "" {
		c.Net = Demo
	}
	return nets[c.Net], disks[c.Net]
}
