/** The scale: a weight to put on the pan, a hand that shakes it. */
import type {DevicesOfTill} from '../../api/devices.ts';
import {weight} from '../format.ts';
import type {Bench} from './bench.ts';
import {deviceWords} from './words.ts';

const weightGramsMax = 15_000;

export function ScalePan({bench, devices}: {readonly bench: Bench; readonly devices: DevicesOfTill}) {
	const words = deviceWords[bench.language.value];
	const {number: till, scale} = devices;
	const put = (event: {readonly currentTarget: HTMLInputElement}) => {
		const weightGrams = Math.round(event.currentTarget.valueAsNumber);
		if (weightGrams >= 0) bench.send({do: 'set-weight', till, weightGrams});
	};
	return (
		<section class="scale" aria-label={words.scale}>
			<h3>
				{words.scale}
				<output data-testid={`scale-${till}`} data-grams={scale.weightGrams}>
					{weight(scale.weightGrams)}
				</output>
			</h3>
			<input
				type="range"
				min="0"
				max={weightGramsMax}
				step="2"
				value={scale.weightGrams}
				aria-label={words.grams}
				data-testid={`weight-slider-${till}`}
				onChange={put}
			/>
			<div class="row">
				<label>
					<input
						type="number"
						min="0"
						max={weightGramsMax}
						value={scale.weightGrams}
						data-testid={`weight-${till}`}
						onChange={put}
					/>
					{words.grams}
				</label>
				<button
					type="button"
					aria-pressed={scale.moving}
					data-testid={`moving-${till}`}
					onClick={() => bench.send({do: 'set-moving', till, moving: !scale.moving})}
				>
					{scale.moving ? words.still : words.moving}
				</button>
				<button
					type="button"
					data-testid={`empty-${till}`}
					onClick={() => bench.send({do: 'set-weight', till, weightGrams: 0})}
				>
					{words.empty}
				</button>
			</div>
		</section>
	);
}
