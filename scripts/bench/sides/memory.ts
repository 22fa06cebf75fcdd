/** The most memory this process has had since the watch began. */
export function watchMemory(): {peakMb(): number} {
	let peak = process.memoryUsage.rss();
	const timer = setInterval(look, 50);
	timer.unref();

	function look(): void {
		peak = Math.max(peak, process.memoryUsage.rss());
	}

	return {
		peakMb() {
			look();
			clearInterval(timer);
			return Math.round(peak / 2 ** 20);
		},
	};
}
