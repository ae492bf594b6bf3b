package shell

import (
	"fmt"
	"strconv"
	"strings"
)

// curlTarget is a URL that is asked for: where its answer goes, and the options
// that hold for it, which --next divides.
type curlTarget struct {
	url, output string // output "": stdout
	options     *curlOptions
	err         *curlError // the URL's pattern is not understood
}

// targetsMax bounds the URLs of one curl.
const targetsMax = 10_000

// addTargets adds what a group of options asks for: each URL, with [1-3] and
// {a,b} in it replaced by all that they stand for.
func (o *curlOptions) addTargets(group *curlOptions) {
	for i, url := range group.urls {
		output := ""
		if i < len(group.outputs) {
			output = group.outputs[i]
		} else if group.remoteNames {
			output = remoteName
		}
		globs := []curlGlob{{url: url}}
		if !group.noGlob {
			var err *curlError
			if globs, err = expandGlob(url); err != nil {
				o.targets = append(o.targets, curlTarget{url: url, output: output, options: group, err: err})
				continue
			}
		}
		for _, g := range globs {
			if len(o.targets) < targetsMax {
				o.targets = append(o.targets, curlTarget{url: g.url, output: g.named(output), options: group})
			}
		}
	}
}

// curlGlob is one of the URLs that a pattern stands for.
type curlGlob struct {
	url   string
	parts []string // what stands for each of its [ ] and { }
}

// named is the name of a file with #1 and so on replaced, or the URL's own.
func (g curlGlob) named(output string) string {
	if output == remoteName {
		path, _, _ := strings.Cut(g.url, "?")
		_, after, ok := strings.Cut(path, "://")
		if !ok {
			after = path
		}
		if i := strings.LastIndexByte(after, '/'); i >= 0 {
			return remoteName + after[i+1:]
		}
		return remoteName
	}
	if len(g.parts) == 0 {
		return output
	}
	var b strings.Builder
	for i := 0; i < len(output); i++ {
		n := 0
		end := i + 1
		for output[i] == '#' && end < len(output) && output[end] >= '0' && output[end] <= '9' && n < 1000 {
			n = 10*n + int(output[end]-'0')
			end++
		}
		if n > 0 && n <= len(g.parts) {
			b.WriteString(g.parts[n-1])
			i = end - 1
			continue
		}
		b.WriteByte(output[i])
	}
	return b.String()
}

// expandGlob finds all URLs that a pattern stands for (curl's tool_urlglob.c).
func expandGlob(url string) ([]curlGlob, *curlError) {
	fail := func(what string, position int) *curlError {
		return &curlError{3, fmt.Sprintf("%s in URL position %d:\n%s\n%*s^", what, position, url, position-1, "")}
	}
	globs := []curlGlob{{}}
	grow := func(values []string) {
		var next []curlGlob
		for _, g := range globs {
			for _, v := range values {
				if len(next) < targetsMax {
					next = append(next, curlGlob{g.url + v, append(g.parts[:len(g.parts):len(g.parts)], v)})
				}
			}
		}
		globs = next
	}
	for at := 0; at < len(url); {
		switch c := url[at]; {
		case c == '[' && strings.HasSuffix(url[:at], "://"): // an address of IPv6
			end := strings.IndexByte(url[at:], ']')
			if end < 0 {
				end = 0
			}
			for i := range globs {
				globs[i].url += url[at : at+end+1]
			}
			at += end + 1
		case c == '[':
			values, length, ok := globRange(url[at+1:])
			if !ok {
				return nil, fail("bad range", at+2+length)
			}
			grow(values)
			at += 1 + length
		case c == '{':
			end := strings.IndexAny(url[at+1:], "{}[]")
			switch {
			case end < 0:
				return nil, fail("unmatched brace", at+1)
			case url[at+1+end] != '}':
				return nil, fail(map[byte]string{'{': "nested brace", '[': "nested brace", ']': "unexpected close bracket"}[url[at+1+end]], at+2+end)
			case end == 0:
				return nil, fail("empty string within braces", at+2)
			}
			grow(strings.Split(url[at+1:at+1+end], ","))
			at += end + 2
		case c == '}' || c == ']':
			return nil, fail("unmatched close brace/bracket", at+1)
		default:
			end := strings.IndexAny(url[at:], "[]{}")
			if end < 0 {
				end = len(url) - at
			}
			for i := range globs {
				globs[i].url += url[at : at+end]
			}
			at += end
		}
	}
	return globs, nil
}

// globRange reads what follows a [: 1-3], 01-10:2], a-c]. It returns how much
// was read of it.
func globRange(text string) (values []string, length int, ok bool) {
	end := strings.IndexByte(text, ']')
	if end < 0 {
		return nil, 0, false
	}
	inside, by, stepped := strings.Cut(text[:end], ":")
	step := 1
	if stepped {
		n, err := strconv.Atoi(by)
		if err != nil || n < 1 {
			return nil, end + 1, false
		}
		step = n
	}
	from, to, two := strings.Cut(inside, "-")
	if !two {
		return nil, 0, false
	}
	letters := len(from) == 1 && len(to) == 1 && (from[0]|0x20) >= 'a' && (from[0]|0x20) <= 'z'
	low, errLow := strconv.Atoi(from)
	high, errHigh := strconv.Atoi(to)
	switch {
	case letters:
		low, high = int(from[0]), int(to[0])
	case errLow != nil || errHigh != nil:
		return nil, 0, false
	}
	if low > high || low == high && step != 1 || low != high && step > high-low || (high-low)/step >= targetsMax {
		return nil, end + 1, false
	}
	width := 0
	if len(from) > 1 && from[0] == '0' {
		width = len(from)
	}
	for i := range (high-low)/step + 1 {
		n := low + i*step
		if letters {
			values = append(values, string(rune(n)))
		} else {
			values = append(values, fmt.Sprintf("%0*d", width, n))
		}
	}
	return values, end + 1, true
}
