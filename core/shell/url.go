package shell

import (
	"strconv"
	"strings"
)

// address is a URL as curl takes it apart.
type address struct {
	text   string // as it was given
	scheme string
	host   string // without brackets
	port   int
	user   string // name:password, or ""
	target string // path and query, as it goes into the request line
}

// hostport is what the request's Host header and a Host.Endpoint are asked for.
func (a address) hostport() string {
	host := a.host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(a.port)
}

// hostHeader is the Host header: the port is left out where it is the scheme's
// own.
func (a address) hostHeader() string {
	if a.port == 80 && a.scheme == "http" {
		return strings.TrimSuffix(a.hostport(), ":80")
	}
	return a.hostport()
}

// curlError is a failure of curl with its code, worded as curl words it.
type curlError struct {
	code int
	text string
}

func (e *curlError) Error() string { return e.text }

var errBadURL = &curlError{3, "URL using bad/illegal format or missing URL"}

// parseURL takes a URL apart as curl 7.88 does (lib/urlapi.c). Dots in its path
// are resolved, unless it is to be left as it is.
func parseURL(text string, pathAsIs bool) (address, error) {
	a := address{text: text, scheme: "http"}
	for i := 0; i < len(text); i++ {
		if text[i] <= ' ' || text[i] == 0x7f {
			return a, errBadURL
		}
	}
	rest := text
	if i := strings.IndexByte(text, ':'); i > 0 && strings.HasPrefix(text[i+1:], "/") && isScheme(text[:i]) {
		a.scheme = strings.ToLower(text[:i])
		slashes := len(text[i+1:]) - len(strings.TrimLeft(text[i+1:], "/"))
		if slashes > 3 {
			return a, errBadURL
		}
		rest = text[i+1+slashes:]
	} else if i >= 0 && strings.HasPrefix(text[i:], "://") {
		return a, errBadURL
	}
	switch a.scheme {
	case "http":
		a.port = 80
	case "https":
		a.port = 443
	default:
		return a, &curlError{1, `Protocol "` + a.scheme + `" not supported or disabled in libcurl`}
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	if err := a.authority(rest[:end]); err != nil {
		return a, err
	}
	path, _, _ := strings.Cut(rest[end:], "#")
	path, query, asked := strings.Cut(path, "?")
	if a.target = path; path == "" || !pathAsIs {
		a.target = removeDots(path)
	}
	if asked {
		a.target += "?" + query
	}
	return a, nil
}

// authority reads what stands between the slashes and the path.
func (a *address) authority(text string) error {
	if i := strings.LastIndexByte(text, '@'); i >= 0 {
		a.user, text = text[:i], text[i+1:]
	}
	host, port := text, ""
	if strings.HasPrefix(text, "[") {
		end := strings.IndexByte(text, ']')
		if end < 0 {
			return errBadURL
		}
		host, port = text[1:end], text[end+1:]
		if strings.Trim(host, "0123456789abcdefABCDEF:.") != "" || !strings.Contains(host, ":") {
			return errBadURL
		}
	} else {
		if i := strings.IndexByte(text, ':'); i >= 0 {
			host, port = text[:i], text[i:]
		}
		if host == "" || strings.ContainsAny(host, "!@{}[]\\$'\"^`*<>=;,") {
			return errBadURL
		}
	}
	a.host = host
	if port == "" || port == ":" {
		return nil
	}
	n, err := strconv.Atoi(port[1:])
	if port[0] != ':' || err != nil || !digits(port[1:]) || n > 65535 {
		return errBadURL
	}
	a.port = n
	return nil
}

func isScheme(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i] | 0x20
		if (c < 'a' || c > 'z') && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(text[i]))) {
			return false
		}
	}
	return text != ""
}

// removeDots removes the segments . and .. of a path (RFC 3986, 5.2.4).
func removeDots(path string) string {
	if path == "" {
		return "/"
	}
	var out []string
	segments := strings.Split(path[1:], "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch s {
		case ".", "..":
			if s == ".." && len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, s)
		}
	}
	return "/" + strings.Join(out, "/")
}

// isIPv4 reports whether a host is four numbers with dots.
func isIPv4(host string) bool {
	parts := strings.Split(host, ".")
	for _, p := range parts {
		if n, err := strconv.Atoi(p); err != nil || !digits(p) || n > 255 {
			return false
		}
	}
	return len(parts) == 4
}
