package shell

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/api"
)

// etcdFlag is one of etcd's flags (etcdmain/config.go).
type etcdFlag struct {
	name, value string // value is the default
	isBool      bool
	// absent says that another value than the default asks for what is not there.
	absent bool
}

var etcdFlags = []etcdFlag{
	{name: "name", value: "default"}, {name: "data-dir"},
	{name: "listen-peer-urls", value: "http://localhost:2380"}, {name: "initial-advertise-peer-urls", value: "http://localhost:2380"},
	{name: "listen-client-urls", value: "http://localhost:2379"}, {name: "advertise-client-urls", value: "http://localhost:2379"},
	{name: "initial-cluster"}, {name: "initial-cluster-state", value: "new"}, {name: "initial-cluster-token", value: "etcd-cluster"},
	{name: "enable-v2", value: "false", isBool: true}, {name: "strict-reconfig-check", value: "true", isBool: true, absent: true},
	{name: "logger", value: "capnslog"}, {name: "log-level", value: "info"}, {name: "log-outputs", value: "default"}, {name: "debug", value: "false", isBool: true},
	{name: "log-package-levels"}, {name: "quota-backend-bytes", value: "0"}, {name: "max-request-bytes", value: "1572864", absent: true},
	{name: "heartbeat-interval", value: "100", absent: true}, {name: "election-timeout", value: "1000", absent: true},
	{name: "snapshot-count", value: "100000", absent: true}, {name: "pre-vote", value: "false", isBool: true, absent: true},
	{name: "wal-dir", absent: true}, {name: "discovery", absent: true}, {name: "proxy", value: "off", absent: true},
	{name: "force-new-cluster", value: "false", isBool: true, absent: true}, {name: "auto-compaction-retention", value: "0", absent: true},
	{name: "auto-compaction-mode", value: "periodic", absent: true}, {name: "cert-file", absent: true}, {name: "key-file", absent: true},
	{name: "trusted-ca-file", absent: true}, {name: "client-cert-auth", value: "false", isBool: true, absent: true},
	{name: "experimental-enable-lease-checkpoint", value: "false", isBool: true},
	{name: "experimental-initial-corrupt-check", value: "false", isBool: true, absent: true}, {name: "experimental-corrupt-check-time", value: "0s", absent: true},
	{name: "experimental-compaction-batch-limit", value: "1000", absent: true}, {name: "experimental-warning-apply-duration", value: "100ms", absent: true},
	{name: "experimental-watch-progress-notify-interval", value: "10m", absent: true}, {name: "experimental-enable-v2v3", absent: true},
	{name: "listen-metrics-urls", absent: true}, {name: "config-file"}, {name: "cors", value: "*"}, {name: "host-whitelist", value: "*"},
	{name: "version", value: "false", isBool: true}, {name: "help", value: "false", isBool: true}, {name: "h", value: "false", isBool: true},
}

// etcdUsage is what etcd says first of itself; the rest of its help is long.
const etcdUsage = `Usage:

  etcd [flags]
    Start an etcd server.

  etcd --version
    Show the version of etcd.

  etcd -h | --help
    Show the help information about etcd.
`

const etcdVersionText = "etcd Version: 3.4.14\n"

// errUsage is an error after which etcd shows how it is used, and exits with 2.
type errUsage struct{ error }

// planEtcd reads etcd's arguments, as Go's flag package does, and its
// environment, which holds NAME=value. A file of --config-file, or of
// ETCD_CONFIG_FILE, stands for both of them. With text set nothing is started.
func planEtcd(args, env []string, read func(name string) (string, bool)) (start StartServer, text string, err error) {
	values, err := parseEtcdFlags(args)
	if err != nil {
		return start, "", err
	}
	name := values["config-file"]
	for _, entry := range env {
		if value, ok := strings.CutPrefix(entry, "ETCD_CONFIG_FILE="); ok && name == "" {
			name = value
		}
	}
	if name != "" {
		if values, err = parseEtcdFile(name, read); err != nil {
			return start, "", err
		}
		env = nil
	}
	for _, entry := range env {
		name, value, _ := strings.Cut(entry, "=")
		flag := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "ETCD_")), "_", "-")
		if _, given := values[flag]; !given && slices.ContainsFunc(etcdFlags, func(f etcdFlag) bool { return f.name == flag }) {
			values[flag] = value
		}
	}
	get := func(name string) string {
		if v, ok := values[name]; ok {
			return v
		}
		i := slices.IndexFunc(etcdFlags, func(f etcdFlag) bool { return f.name == name })
		return etcdFlags[i].value
	}
	switch {
	case get("help") == "true" || get("h") == "true":
		return start, etcdUsage, nil
	case get("version") == "true":
		return start, etcdVersionText, nil
	}
	for _, f := range etcdFlags {
		if f.absent && get(f.name) != f.value {
			return start, "", fmt.Errorf("--%s is not there yet in raftarium: the world decides about it, see help options", f.name)
		}
	}
	if _, listens := values["listen-client-urls"]; listens && values["advertise-client-urls"] == "" {
		return start, "", errors.New("error verifying flags, --advertise-client-urls is required when --listen-client-urls is set explicitly. See 'etcd --help'.")
	}
	start = StartServer{Name: get("name"), DataDir: get("data-dir"), Token: get("initial-cluster-token"),
		LeaseCheckpoints: get("experimental-enable-lease-checkpoint") == "true"}
	if start.DataDir == "" {
		start.DataDir = start.Name + ".etcd"
	}
	switch get("initial-cluster-state") {
	case "new":
	case "existing":
		start.Existing = true
	default:
		return start, "", errUsage{fmt.Errorf("invalid value %q for flag -initial-cluster-state: invalid value", get("initial-cluster-state"))}
	}
	for _, f := range []struct {
		name string
		to   *[]string
	}{{"listen-peer-urls", new([]string)}, {"initial-advertise-peer-urls", &start.PeerURLs}, {"listen-client-urls", new([]string)}, {"advertise-client-urls", &start.ClientURLs}} {
		urls, err := api.CheckURLs(strings.Split(get(f.name), ","))
		if err != nil {
			return start, "", errUsage{fmt.Errorf("invalid value %q for flag -%s: %w", get(f.name), f.name, err)}
		}
		*f.to = urls
	}
	initial := get("initial-cluster")
	if initial == "" {
		initial = start.Name + "=" + strings.Join(start.PeerURLs, ","+start.Name+"=")
	}
	start.Initial = strings.Split(initial, ",")
	return start, "", nil
}

// parseEtcdFile reads a file of --config-file: YAML, of which only lines NAME:
// VALUE are understood.
func parseEtcdFile(name string, read func(name string) (string, bool)) (map[string]string, error) {
	text, ok := read(name)
	if !ok {
		return nil, fmt.Errorf("error loading config file %q: open %[1]s: no such file or directory", name)
	}
	values := map[string]string{}
	for i, line := range strings.Split(text, "\n") {
		if comment := strings.Index(line, " #"); comment >= 0 || strings.HasPrefix(line, "#") {
			line = line[:max(comment, 0)]
		}
		if trimmed := strings.TrimSpace(line); trimmed == "" || trimmed == "---" {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if n := len(value); n > 1 && (value[0] == '\'' || value[0] == '"') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		flag := slices.IndexFunc(etcdFlags, func(f etcdFlag) bool { return f.name == key })
		switch {
		case !ok || strings.TrimLeft(line, " \t-") != line:
			return nil, fmt.Errorf("line %d of the config file %s is not there yet in raftarium: lines are as in name: etcd-01", i+1, name)
		case flag < 0:
			return nil, fmt.Errorf("line %d of the config file %s: %s is not known in raftarium", i+1, name, printable(key))
		case value == "":
			continue
		}
		values[key] = value
	}
	return values, nil
}

func parseEtcdFlags(args []string) (map[string]string, error) {
	values := map[string]string{}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if len(arg) < 2 || arg[0] != '-' {
			return nil, fmt.Errorf("error verifying flags, '%s' is not a valid flag. See 'etcd --help'.", arg)
		}
		name, value, given := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
		i := slices.IndexFunc(etcdFlags, func(f etcdFlag) bool { return f.name == name })
		if i < 0 {
			return nil, errUsage{fmt.Errorf("flag provided but not defined: -%s", name)}
		}
		switch {
		case given:
		case etcdFlags[i].isBool:
			value = "true"
		case len(args) == 0:
			return nil, errUsage{fmt.Errorf("flag needs an argument: -%s", name)}
		default:
			value, args = args[0], args[1:]
		}
		if etcdFlags[i].isBool {
			on, err := strconv.ParseBool(value)
			if err != nil {
				return nil, errUsage{fmt.Errorf("invalid boolean value %q for -%s: parse error", value, name)}
			}
			value = strconv.FormatBool(on)
		}
		values[name] = value
	}
	return values, nil
}
