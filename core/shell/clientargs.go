package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// clientOptions are the arguments of client.
type clientOptions struct {
	grpc     bool // v3
	deed     clientDeed
	key      string
	total    int      // put, get: how often
	keys     int      // over how many keys: KEY alone if 1, or KEY1, KEY2 …
	size     int      // of a value, in bytes
	watchers int      // watch
	events   int      // that each waits for; 0: for ever
	ttl      int64    // alive: seconds
	span     sim.Time // alive: how long
	endpoint string
}

// clientDeed is what a client does.
type clientDeed uint8

const (
	clientPut clientDeed = iota
	clientGet
	clientWatch
	clientAlive
)

var clientDeeds = map[string]clientDeed{"put": clientPut, "get": clientGet, "watch": clientWatch, "alive": clientAlive}

// clientMax bounds the numbers that client takes.
const clientMax = 1_000_000

const clientForm = "client v2|v3 put|get KEY [--total N] [--keys N] [--size BYTES], client v2|v3 watch KEY [--watchers N] [--events N], client v2|v3 alive KEY [--keys N] [--ttl SECONDS] [--for 60s]; all take [--endpoint HOST:PORT]"

// parseClient reads the arguments of client.
func parseClient(args []string) (*clientOptions, error) {
	o := &clientOptions{total: 1, keys: 1, size: 8, watchers: 1, events: 1, ttl: 10, span: 60 * sim.Second, endpoint: "127.0.0.1:2379"}
	numbers := map[string]*int{"total": &o.total, "keys": &o.keys, "size": &o.size, "watchers": &o.watchers, "events": &o.events}
	var words []string
	for i := 0; i < len(args); i++ {
		name, isOption := strings.CutPrefix(args[i], "--")
		if !isOption {
			words = append(words, args[i])
			continue
		}
		name, value, given := strings.Cut(name, "=")
		if !given {
			if i++; i == len(args) {
				return nil, fmt.Errorf("--%s needs a value", name)
			}
			value = args[i]
		}
		var err error
		switch number := numbers[name]; {
		case number != nil:
			*number, err = clientNumber(name, value)
		case name == "ttl":
			var ttl int
			ttl, err = clientNumber(name, value)
			o.ttl = int64(ttl)
		case name == "for":
			o.span, err = parseDuration(value, sim.Second)
		case name == "endpoint":
			o.endpoint = value
		default:
			err = fmt.Errorf("unknown option '--%s'; %s", name, usage(clientForm))
		}
		if err != nil {
			return nil, err
		}
	}
	if len(words) != 3 {
		return nil, usage(clientForm)
	}
	deed, known := clientDeeds[words[1]]
	switch {
	case words[0] != "v2" && words[0] != "v3":
		return nil, fmt.Errorf("'%s' is no interface: v2 or v3", words[0])
	case !known:
		return nil, fmt.Errorf("'%s' is nothing that a client does: put, get, watch or alive", words[1])
	case o.watchers > clientFlyingMax || deed == clientAlive && o.keys > clientFlyingMax:
		return nil, fmt.Errorf("a client has at most %d requests under way", clientFlyingMax)
	}
	o.grpc, o.deed, o.key = words[0] == "v3", deed, strings.TrimPrefix(words[2], "/")
	if o.key == "" {
		return nil, errors.New("the key is empty")
	}
	return o, nil
}

// clientFlyingMax bounds the requests that a client waits for at once.
const clientFlyingMax = 10_000

func clientNumber(name, value string) (int, error) {
	n, err := strconv.Atoi(value)
	least := btoi(name != "events" && name != "size")
	if err != nil || n < least || n > clientMax {
		return 0, fmt.Errorf("--%s=%s is no number from %d to %d", name, value, least, clientMax)
	}
	return n, nil
}

// keyed is the nth key.
func (o *clientOptions) keyed(n int) string {
	if o.keys == 1 {
		return o.key
	}
	return o.key + strconv.Itoa(n%o.keys+1)
}

// value is the nth value that is written: as long as was asked for, and another
// than the one before.
func (o *clientOptions) value(n int) string {
	v := strconv.Itoa(n + 1)
	if len(v) > o.size {
		return v[len(v)-o.size:]
	}
	return strings.Repeat("0", o.size-len(v)) + v
}
