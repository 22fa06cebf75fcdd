/** What a piece of work costs this process: processor time, and the most memory it has had meanwhile. */
export interface Cost {
	readonly tookMs: number;
	/** All threads together; on a busy machine it says more than the time that passed. */
	readonly processorMs: number;
	readonly memoryMb: number;
}

export function watchCost(): {end(): Cost} {
	const beganMs = performance.now();
	const before = process.cpuUsage();
	let peak = process.memoryUsage.rss();
	const timer = setInterval(look, 50);
	timer.unref();

	function look(): void {
		peak = Math.max(peak, process.memoryUsage.rss());
	}

	return {
		end() {
			look();
			clearInterval(timer);
			const {user, system} = process.cpuUsage(before);
			return {
				tookMs: performance.now() - beganMs,
				processorMs: (user + system) / 1000,
				memoryMb: Math.round(peak / 2 ** 20),
			};
		},
	};
}
