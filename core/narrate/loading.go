package narrate

// loadingTexts are what the page says before the program runs, or where it
// cannot run or has stopped.
var loadingTexts = []entry{
	{"loading.begin", "Fetching the laboratory", "正在下载实验室"},
	{"loading.fetch", "Fetching the laboratory: {loaded} of {total} MB", "正在下载实验室：{loaded} / {total} MB"},
	{"loading.start", "Starting the cluster", "正在启动集群"},
	{"loading.slow-server", "The server has not answered for ten seconds. The page goes on waiting.", "服务器已有十秒没有回应，页面仍在等待。"},
	{"loading.slow-fetch", "The connection is slow: {loaded} of {total} MB at {rate} kB/s, {left} s to go", "网络较慢：已下载 {loaded} / {total} MB，每秒 {rate} kB，还需 {left} 秒"},
	{"loading.slow-start", "The browser is still compiling the laboratory. On a slow machine that takes up to a minute.", "浏览器仍在编译实验室，较慢的机器约需一分钟。"},
	{"loading.failed-fetch", "The laboratory could not be fetched: {why}", "无法下载实验室：{why}"},
	{"loading.failed-fetch-do", "Check the connection, then load the page again.", "请检查网络，然后重新载入页面。"},
	{"loading.failed-start", "The browser cannot compile the laboratory: {why}", "浏览器无法编译实验室：{why}"},
	{"loading.failed-start-do", "Load the page again; if that does not help, use a current Firefox, Chrome, Edge or Safari.", "请重新载入页面；若仍不行，请换用新版 Firefox、Chrome、Edge 或 Safari。"},
	{"loading.failed-wasm", "This browser has no WebAssembly streaming or no DecompressionStream.", "此浏览器不支持 WebAssembly 流式编译或 DecompressionStream。"},
	{"loading.failed-wasm-do", "Use a current Firefox, Chrome, Edge or Safari.", "请换用新版 Firefox、Chrome、Edge 或 Safari。"},
	{"loading.failed-webgl", "This browser has no WebGL 2, or it is switched off: nothing can be drawn.", "此浏览器不支持 WebGL 2，或已关闭：无法绘图。"},
	{"loading.failed-webgl-do", "Switch on graphics acceleration in the settings of the browser, or use another one.", "请在浏览器设置中打开图形加速，或换用其他浏览器。"},
	{"loading.failed-stage", "The laboratory ended while it started: {why}", "实验室在启动时退出：{why}"},
	{"loading.failed-stage-do", "Load the page again. If this browser has WebGL switched off, switch it on.", "请重新载入页面；若浏览器关闭了 WebGL，请先打开。"},
	{"loading.held", "An etcd cluster to look into: 3 MB to fetch.", "可以观察内部的 etcd 集群：需下载 3 MB。"},
	{"loading.start-button", "Start", "启动"},
	{"loading.reload", "Load again", "重新载入"},
	{"crash.title", "The laboratory has stopped", "实验室已停止"},
	{"crash.text", "Something happened that must never happen. The link leads to the same moment again: please report it.", "发生了绝不该发生的事。下面的链接可重现这一时刻，报告问题时请附上它。"},
	{"crash.text-no-link", "Something happened that must never happen, before a link to this moment could be made.", "发生了绝不该发生的事，且未来得及生成这一时刻的链接。"},
	{"crash.copy", "Copy link", "复制链接"},
	{"crash.anew", "Start anew", "重新开始"},
}
