// Inserts a job with the columns of FitCSV's own design alone and prints its row: insert.mjs USER PARAMS
import { connect } from "./connection.mjs"

const prisma = connect("design-client")
const job = await prisma.aIJob.create({
  data: { userId: process.argv[2], type: "program_generator", params: JSON.parse(process.argv[3]) },
})
console.log(JSON.stringify(job))
await prisma.$disconnect()
