// A client of one of the two generated kinds, over the driver adapter that FitCSV's web app uses.
import { createRequire } from "node:module"
import { join } from "node:path"

// the packages are installed in the working directory, not beside this file
const require = createRequire(join(process.cwd(), "package.json"))

export function connect(kind = "@prisma/client") {
  const { PrismaClient } = require(kind)
  const { PrismaPg } = require("@prisma/adapter-pg")
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })
}
