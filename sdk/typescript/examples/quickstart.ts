import { openAsBlob } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Cutdown } from "@cutdown/sdk";

const cutdown = new Cutdown({ url: process.env.CUTDOWN_URL!, token: process.env.CUTDOWN_TOKEN! });
const upload = await cutdown.uploads.send(await openAsBlob("talk.mp4"), { filename: "talk.mp4" });
const { data: video } = await cutdown.post("/v1/videos", { body: { upload_id: upload.id } });
const { data: job } = await cutdown.post("/v1/jobs", {
  body: { video_id: video.id, spec: { wishes: { count: 3 } } },
});
for await (const event of cutdown.jobs.watch(job.id)) console.log(event.seq, event.kind);

const { data: clips } = await cutdown.get("/v1/jobs/{job_id}/clips", { path: { job_id: job.id } });
for (const clip of clips.items) {
  for (const file of clip.files) {
    const name = `clip-${clip.plan.rank}-${file.aspect.replace(":", "x")}.mp4`;
    await writeFile(name, await cutdown.artifacts.download(file.video));
  }
}
